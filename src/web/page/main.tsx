/** Starts the page. */
import 'uplot/dist/uPlot.min.css';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './style/header.css';
import './style/tables.css';
import './style/charts.css';
import './style/forms.css';
import './style/tabs.css';
import './style/dialogs.css';
import './style/report.css';
import { startPage } from './start-page.js';

startPage(document.getElementById('page') as HTMLElement);
