/**
 * The site's accent, dark enough to carry white in light, light enough to carry ink in dark: 4.5 to 1 for every colour the site may
 * have chosen, calculated by the browser. Shared as text, since the loader has no Lit.
 */
export const accentCss = `
  color-scheme: var(--jawort-color-scheme, light dark);
  --accent: #1d4e6b;
  --on-accent: #fff;
  @supports (color: oklch(from red l c h)) and (color: light-dark(red, red)) {
    --seed: var(--jawort-accent, var(--site-accent, #1d4e6b));
    --accent: light-dark(
      oklch(from var(--seed) min(l, 0.52) min(c, 0.16) h),
      oklch(from var(--seed) clamp(0.76, l, 0.9) min(c, 0.13) h)
    );
    --on-accent: light-dark(#fff, oklch(0.2 0.02 260));
  }
`;
