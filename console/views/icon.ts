import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

const shapes = {
  back: svg`<path d="M12 4 6 10l6 6"/>`,
  person: svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.6-3.3 3-5 6.2-5s5.6 1.7 6.2 5"/>`,
  video: svg`<rect x="2.5" y="5.5" width="10" height="9" rx="1.5"/><path d="m12.5 9 5-2.500v7l-5-2.5"/>`,
  videoOff: svg`<path d="M2.5 3 17 17.500M5.5 5.500H11A1.5 1.5 0 0 1 12.5 7v5.500m0-3.5 5-2.500v7l-3-1.500m-2 1.500a1.5 1.5 0 0 1-1 .500H4A1.5 1.5 0 0 1 2.5 13V7a1.5 1.5 0 0 1 .7-1.2"/>`,
  phone: svg`<path d="M4 3.500h3l1.5 4-2 1.300a9 9 0 0 0 4.7 4.700l1.3-2 4 1.500v3A1.5 1.5 0 0 1 15 17.5 12.5 12.5 0 0 1 2.5 5 1.5 1.5 0 0 1 4 3.500Z"/>`,
  hangUp: svg`<path d="M2.5 12.500c0-5.5 15-5.5 15 0v1.200a.8.8 0 0 1-.9.8l-3-.400a.8.8 0 0 1-.7-.8v-1.500a11 11 0 0 0-5.8 0v1.500a.8.8 0 0 1-.7.8l-3 .400a.8.8 0 0 1-.9-.8Z"/>`,
  microphone: svg`<rect x="7.5" y="2.5" width="5" height="9" rx="2.5"/><path d="M4.5 9.500a5.5 5.5 0 0 0 11 0M10 15v2.5"/>`,
  microphoneOff: svg`<path d="M3 3l14 14M7.5 7.500V9a2.5 2.5 0 0 0 4 2m1-2.500V5a2.5 2.5 0 0 0-4.8-1M4.5 9.500a5.5 5.5 0 0 0 9 4.200m1.6-2.200c.3-.6.4-1.3.4-2M10 15v2.5"/>`,
  send: svg`<path d="M3 10 17 3.5 13 17l-3.5-5.500ZM9.5 11.5 17 3.5"/>`,
  sound: svg`<path d="M3 8v4h3l4 3.500v-11L6 8Zm10-1a4 4 0 0 1 0 6m2-8.500a7.5 7.5 0 0 1 0 11"/>`,
  soundOff: svg`<path d="M3 8v4h3l4 3.500v-11L6 8Zm10 0 4.5 4.500m0-4.500L13 12.5"/>`,
  help: svg`<circle cx="10" cy="10" r="7.5"/><path d="M7.8 7.800a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.600M10 14.100v.2"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  play: svg`<path d="M6 3.800v12.400L16 10Z"/>`,
  pause: svg`<path d="M6.5 4v12m7-12v12"/>`,
  rewind: svg`<path d="M4 4v4.500h4.500M4.3 8.200A6.5 6.5 0 1 1 3.5 11"/>`,
  forward: svg`<path d="M16 4v4.500h-4.500m4.2-.3a6.5 6.5 0 1 0 .8 2.8"/>`,
  save: svg`<path d="M10 3v9m-3.5-3.500L10 12l3.5-3.500M3.5 14v2.500h13V14"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  chat: svg`<path d="M3 4.500h14v9H9l-4 3v-3H3Z"/>`,
  leave: svg`<path d="M8 3.500H4v13h4m-1-6.500h10m-3-3 3 3-3 3"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** One of the drawn set; it says nothing by itself, so a label or name stands beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[name]}
  </svg>`;
}
