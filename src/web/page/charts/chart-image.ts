/** A chart as an image file. */
import { themeColor } from './colors.js';

/** Height of the title. */
const titleHeightPx = 40;

/** Offers the chart with its title as a PNG file. */
export function saveChartImage(chart: HTMLCanvasElement, title: string): void {
  const ratio = devicePixelRatio;
  const image = document.createElement('canvas');
  image.width = chart.width;
  image.height = chart.height + titleHeightPx * ratio;
  const context = image.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = themeColor('--card');
  context.fillRect(0, 0, image.width, image.height);
  context.fillStyle = themeColor('--ink');
  context.font = `600 ${15 * ratio}px ${themeColor('--sans')}`;
  context.fillText(title, 16 * ratio, 26 * ratio);
  context.drawImage(chart, 0, titleHeightPx * ratio);
  image.toBlob((blob) => {
    if (blob !== null) offer(blob, imageName(title));
  }, 'image/png');
}

/** A file's name for a title. */
export function imageName(title: string): string {
  return `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
