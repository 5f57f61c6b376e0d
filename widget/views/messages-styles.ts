import { css } from 'lit';

export const messagesStyles = css`
  :host {
    position: relative;
    display: block;
  }
  .log {
    block-size: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 8px 16px;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .day {
    margin-block: 12px;
    color: var(--soft);
    font-size: 12px;
    text-align: center;
  }
  .run {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 4px;
    margin-block-end: 12px;
  }
  .run.own {
    align-items: flex-end;
  }
  .author,
  .meta {
    color: var(--soft);
    font-size: 12px;
  }
  .author {
    font-weight: 600;
  }
  .meta {
    display: flex;
    gap: 8px;
  }
  .bubble {
    max-inline-size: 85%;
    padding: 8px 12px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--quiet);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .own .bubble {
    background: var(--own);
  }
  .bubble.sending {
    border: 1px dashed var(--edge);
    background: none;
  }
  .bubble.failed {
    border: 1px solid var(--danger);
    background: none;
  }
  .failure {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    max-inline-size: 85%;
    color: var(--danger);
    font-size: 14px;
    text-align: end;
  }
  .newest {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 16px;
    border-radius: 50%;
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
  }
`;
