/** Drawings that only calls, consent and receipts need, on the grid of `icon.ts`. */
export const callIcons = {
  hangUp: 'M2.5 12.5c4-5 11-5 15 0l-1.8 2-3.2-1v-2.3a8.5 8.5 0 0 0-5 0v2.3l-3.2 1z',
  microphone:
    'M10 2.5a2.2 2.2 0 0 1 2.2 2.2v4.6a2.2 2.2 0 0 1-4.4 0V4.7A2.2 2.2 0 0 1 10 2.5zM5 9.3a5 5 0 0 0 10 0M10 14.3v3.2',
  microphoneOff:
    'M10 2.5a2.2 2.2 0 0 1 2.2 2.2v4.6a2.2 2.2 0 0 1-4.4 0V4.7A2.2 2.2 0 0 1 10 2.5zM5 9.3a5 5 0 0 0 10 0M10 14.3v3.2M3 3l14 14',
  cameraOff: 'M2.5 5.5h10v9h-10zM12.5 9l5-3v8l-5-3M2 2.5l16 15',
  expand: 'M11.5 3.5h5v5M8.5 16.5h-5v-5M16.5 3.5l-5 5M3.5 16.5l5-5',
  shrink: 'M3 4.5h14v9H9.5L6 16.5v-3H3z',
  save: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  sound: 'M3.5 7.5v5h3l4 3.5V4l-4 3.5zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10',
  receipt: 'M5 2.5h10v15l-2.5-1.5-2.5 1.5-2.5-1.5L5 17.5zM7.5 7h5M7.5 10.5h5',
} as const;
