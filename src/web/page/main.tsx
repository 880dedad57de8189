/** Starts the page. */
import { render } from 'preact';
import './style/tokens.css';

render(<p>tsloc</p>, document.getElementById('page') as HTMLElement);
