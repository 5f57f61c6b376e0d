import { css, unsafeCSS } from 'lit';
import { accentCss } from './accent.ts';

/** Colours, type and space. `all: initial` on an element of our own keeps out whatever the page inherits into the widget. */
export const tokens = css`
  .root {
    all: initial;
    display: contents;
    ${unsafeCSS(accentCss)}
    --paper: light-dark(#fff, oklch(0.21 0.012 260));
    --quiet: light-dark(oklch(0.97 0.004 90), oklch(0.26 0.014 260));
    --line: light-dark(oklch(0.89 0.006 90), oklch(0.37 0.014 260));
    --edge: light-dark(oklch(0.6 0.012 260), oklch(0.62 0.014 260));
    --ink: light-dark(oklch(0.25 0.015 260), oklch(0.94 0.005 90));
    --soft: light-dark(oklch(0.47 0.015 260), oklch(0.77 0.01 260));
    --own: light-dark(
      color-mix(in oklab, var(--accent) 12%, #fff),
      color-mix(in oklab, var(--accent) 22%, oklch(0.21 0.012 260))
    );
    --danger: light-dark(oklch(0.47 0.12 50), oklch(0.8 0.11 65));
    --ok: light-dark(oklch(0.46 0.1 155), oklch(0.8 0.12 155));
    --recording: light-dark(oklch(0.53 0.21 27), oklch(0.7 0.19 25));
    color: var(--ink);
    font:
      400 16px/1.5 system-ui,
      sans-serif;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
  }
`;
