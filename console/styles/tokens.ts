import { css } from 'lit';

/** Colours, type and measures; set once on the console and inherited into every shadow root. */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --ink: light-dark(oklch(0.25 0.02 260), oklch(0.93 0.008 260));
    --muted: light-dark(oklch(0.46 0.02 260), oklch(0.74 0.015 260));
    --paper: light-dark(oklch(0.995 0.002 260), oklch(0.21 0.012 260));
    --quiet: light-dark(oklch(0.968 0.004 260), oklch(0.175 0.012 260));
    --raised: light-dark(oklch(1 0 0), oklch(0.25 0.014 260));
    --line: light-dark(oklch(0.89 0.008 260), oklch(0.34 0.014 260));
    --edge: light-dark(oklch(0.6 0.015 260), oklch(0.6 0.015 260));
    --accent: light-dark(oklch(0.45 0.1 250), oklch(0.8 0.09 245));
    --on-accent: light-dark(oklch(1 0 0), oklch(0.2 0.03 250));
    --tint: light-dark(oklch(0.945 0.022 250), oklch(0.3 0.04 250));
    --danger: light-dark(oklch(0.47 0.15 45), oklch(0.8 0.12 60));
    --ok: light-dark(oklch(0.45 0.1 155), oklch(0.8 0.12 155));
    --recording: light-dark(oklch(0.53 0.21 25), oklch(0.7 0.19 25));
    --stage: oklch(0.2 0.01 260);
    --on-stage: oklch(0.95 0.005 260);

    --size-12: 0.75rem;
    --size-14: 0.875rem;
    --size-16: 1rem;
    --size-20: 1.25rem;
    --size-25: 1.5625rem;
    --radius: 6px;
    --surface: 12px;
    --shadow: 0 8px 24px oklch(0 0 0 / 0.16);
  }
`;
