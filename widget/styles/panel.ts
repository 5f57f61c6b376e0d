import { css } from 'lit';

/** The panel's frame: a card beside the launcher, the whole screen on phones. */
export const panel = css`
  :host {
    display: contents !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .launcher .count {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-inline-size: 24px;
    padding: 0 4px;
    border: 2px solid var(--paper);
    border-radius: 12px;
    background: var(--ink);
    color: var(--paper);
    font:
      600 12px/20px system-ui,
      sans-serif;
    text-align: center;
  }
  .launcher-label[role] {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: calc(100vw - 112px);
    font-weight: 600;
    text-wrap: balance;
  }
  .launcher-label svg {
    inline-size: 14px;
    stroke-width: 3;
  }
  .launcher-label.on {
    color: var(--recording);
  }
  .panel {
    position: fixed;
    inset-block-end: 88px;
    inset-inline-end: 20px;
    z-index: 2147483000;
    display: flex;
    flex-direction: column;
    inline-size: min(380px, calc(100vw - 40px));
    block-size: min(640px, calc(100dvh - 96px));
    overflow: clip;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--paper);
    box-shadow: 0 8px 32px rgb(0 0 0 / 0.2);
  }
  .panel:focus {
    outline: none;
  }
  header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    block-size: 56px;
    padding-inline: 12px 4px;
    border-block-end: 1px solid var(--line);
  }
  .person {
    flex: 1;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .person > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .person h2 {
    line-height: inherit;
  }
  .banner {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--quiet);
    font-size: 14px;
  }
  .banner p {
    flex: 1;
    min-inline-size: 200px;
  }
  jawort-pre-chat,
  jawort-messages {
    flex: 1;
    min-block-size: 0;
  }
  jawort-call-area {
    flex: none;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    max-block-size: 100%;
  }
  jawort-call-area[fills] {
    flex: 1;
  }
  jawort-call-area[fills] ~ * {
    display: none;
  }
  .foot {
    flex: none;
  }
  .typing {
    block-size: 24px;
    overflow: hidden;
    padding-inline: 16px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .note {
    padding: 12px 16px;
    border-block-start: 1px solid var(--line);
    text-align: center;
  }
  @media (max-width: 479px) {
    .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
    }
    :host([open]) .launcher-root {
      display: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .panel {
      animation: appear 0.16s ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
        transform: translateY(8px);
      }
    }
  }
  @media print {
    .root {
      display: none;
    }
  }
`;
