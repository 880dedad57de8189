/** Classes of response times for heat maps: few enough to keep for every second, fine enough to see two modes. */

/** Upper bounds in ms, inclusive, ascending, in steps of about √2; one more class beyond the last is open. */
export const latencyBounds: readonly number[] = [
  1, 1.5, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 90, 128, 180, 256, 360, 512, 720, 1024, 1450, 2048, 2900, 4096, 5800,
  8192, 11_600, 16_384, 32_768,
];

/** How many classes there are, the open one included. */
export const latencyClassCount = latencyBounds.length + 1;
