import { css } from 'lit';

export const messagesStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: hidden;
  }
  .log {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 16px;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .rows {
    display: flex;
    flex-direction: column;
    gap: 12px;
    max-inline-size: 760px;
    min-block-size: 100%;
    margin-inline: auto;
  }
  .hint {
    margin-block: auto;
    text-align: center;
    color: var(--muted);
  }
  .day {
    padding-block: 4px;
    font-size: var(--size-12);
    text-align: center;
    color: var(--muted);
  }
  .run {
    --face: 32px;
    display: flex;
    gap: 8px;
    max-inline-size: min(82%, 60ch);
  }
  .own {
    align-self: flex-end;
  }
  .bubbles {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }
  .own .bubbles {
    align-items: flex-end;
  }
  .other .bubbles {
    align-items: flex-start;
  }
  .author {
    font-size: var(--size-12);
    font-weight: 600;
    color: var(--muted);
  }
  .bubble {
    max-inline-size: 100%;
    padding: 8px 12px;
    border: 1px solid var(--line);
    border-radius: var(--surface);
    background: var(--raised);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .own .bubble {
    border-color: transparent;
    background: var(--tint);
  }
  .bubble.sending {
    color: var(--muted);
  }
  .bubble.failed {
    border-color: var(--danger);
  }
  .meta {
    display: flex;
    gap: 8px;
  }
  .typing {
    min-block-size: 20px;
    padding-inline: 16px;
    inline-size: 100%;
    max-inline-size: 792px;
    margin-inline: auto;
  }
  .newest {
    position: absolute;
    inset-block-end: 28px;
    inset-inline-end: 16px;
    border-radius: 18px;
    box-shadow: var(--shadow);
  }
  @media (forced-colors: active) {
    .own .bubble {
      border-color: CanvasText;
    }
  }
`;
