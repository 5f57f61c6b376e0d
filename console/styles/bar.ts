import { css } from 'lit';

export const barStyles = css`
  header {
    display: flex;
    gap: 4px;
    align-items: center;
    min-block-size: 52px;
    padding-inline: 16px;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  .product {
    margin-inline-end: 16px;
    font-weight: 600;
  }
  nav {
    display: flex;
    flex: 1;
    gap: 4px;
    min-inline-size: 0;
  }
  nav a {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-block-size: 36px;
    padding-inline: 12px;
    border-radius: var(--radius);
    color: var(--muted);
    font-size: var(--size-14);
    text-decoration: none;
  }
  nav a:hover {
    background: var(--tint);
  }
  nav a[aria-current='page'] {
    color: var(--ink);
    font-weight: 600;
    background: var(--tint);
  }
  .count {
    min-inline-size: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: var(--size-12);
    font-weight: 600;
    line-height: 20px;
    text-align: center;
  }
  .call {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--ok);
    font-size: var(--size-12);
    font-weight: 600;
  }
  .call svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .connection {
    display: flex;
    gap: 6px;
    align-items: center;
    padding-inline: 8px;
    font-size: var(--size-12);
    color: var(--muted);
  }
  .connection.lost {
    color: var(--danger);
    font-weight: 600;
  }
  .me {
    --face: 28px;
    padding-inline: 6px 12px;
  }
  [popover] {
    position: fixed;
    inset: 48px 12px auto auto;
    inline-size: 264px;
    margin: 0;
    padding: 8px;
    border: 1px solid var(--line);
    border-radius: var(--surface);
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  [popover] button {
    inline-size: 100%;
    justify-content: flex-start;
  }
  .language {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px;
    padding: 4px;
  }
  .language button {
    justify-content: center;
  }
  .language button[aria-pressed='true'] {
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  @media (width < 720px) {
    header {
      padding-inline: 8px;
    }
    .product {
      display: none;
    }
    .me .name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    nav a {
      padding-inline: 8px;
    }
    .me {
      padding-inline: 6px;
    }
  }
  @media (width < 520px) {
    header {
      flex-wrap: wrap;
      gap: 0;
      padding-inline: 4px;
    }
    nav {
      gap: 0;
    }
    nav a {
      gap: 4px;
      padding-inline: 6px;
    }
    nav a > svg {
      display: none;
    }
    .connection {
      order: 1;
      inline-size: 100%;
      padding: 0 8px 4px;
    }
    .connection:not(.lost),
    .call span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (forced-colors: active) {
    nav a[aria-current='page'] {
      outline: 1px solid Highlight;
    }
  }
`;
