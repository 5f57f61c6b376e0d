import { accentCss } from './accent.ts';

/** The launcher's look, as text: the loader shows it before there is a widget, and the widget shows the same. */
export const launcherCss = `
  .launcher-root {
    all: initial;
    display: contents;
    ${accentCss}
  }
  .launcher {
    all: unset;
    box-sizing: border-box;
    position: fixed;
    inset-block-end: 20px;
    inset-inline-end: 20px;
    z-index: 2147483000;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.24);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .launcher:focus-visible {
    outline: 2px solid light-dark(#111, #fff);
    outline-offset: 2px;
    box-shadow: 0 0 0 6px light-dark(#fff, #111);
  }
  .launcher svg {
    inline-size: 28px;
    block-size: 28px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher[aria-busy='true'] svg {
    opacity: 0.5;
  }
  .launcher-label {
    position: fixed;
    inset-block-end: 32px;
    inset-inline-end: 88px;
    z-index: 2147483000;
    max-inline-size: min(260px, calc(100vw - 112px));
    padding: 4px 12px;
    border: 1px solid light-dark(oklch(0.88 0.008 90), oklch(0.38 0.014 260));
    border-radius: 12px;
    background: light-dark(#fff, oklch(0.22 0.012 260));
    color: light-dark(oklch(0.25 0.015 260), oklch(0.94 0.005 90));
    font: 14px/1.5 system-ui, sans-serif;
    pointer-events: none;
  }
  .launcher:not(:hover, :focus-visible) + .launcher-label:not([role]) {
    opacity: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .launcher-label {
      transition: opacity 0.15s;
    }
  }
  @media print {
    .launcher-root {
      display: none;
    }
  }
`;

/** The launcher's drawing: a speech bubble on a grid of 20. */
export const launcherIcon = 'M3 4.5h14v9H9.5L6 16.5v-3H3zM6.5 7.8h7M6.5 10.3h4.5';
