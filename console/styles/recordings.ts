import { css } from 'lit';

export const recordingsStyles = css`
  :host {
    display: grid;
    grid-template-columns: 360px minmax(0, 1fr);
    block-size: 100%;
    min-block-size: 0;
  }
  nav {
    overflow-y: auto;
    border-inline-end: 1px solid var(--line);
    background: var(--quiet);
  }
  main {
    min-inline-size: 0;
    overflow-y: auto;
    background: var(--paper);
  }
  nav h1 {
    padding: 16px 16px 8px;
    font-size: var(--size-14);
    font-weight: 600;
  }
  .hint {
    padding: 8px 16px;
    font-size: var(--size-14);
    color: var(--muted);
  }
  li a {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 12px;
    padding: 12px 16px;
    border-inline-start: 3px solid transparent;
    color: inherit;
    text-decoration: none;
    font-size: var(--size-14);
  }
  li a:hover {
    background: var(--tint);
  }
  li a:focus-visible {
    outline-offset: -3px;
  }
  li a[aria-current='page'] {
    border-inline-start-color: var(--accent);
    background: var(--tint);
  }
  .name {
    overflow: hidden;
    font-size: var(--size-16);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .length {
    text-align: end;
  }
  .quiet-text {
    color: var(--muted);
  }
  .end {
    text-align: end;
    color: var(--muted);
  }
  @media (forced-colors: active) {
    li a {
      border-inline-start-color: Canvas;
    }
    li a[aria-current='page'] {
      border-inline-start-color: Highlight;
    }
  }
  @media (width < 900px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    :host([watching]) nav,
    :host(:not([watching])) main {
      display: none;
    }
    nav {
      border: 0;
    }
  }
`;
