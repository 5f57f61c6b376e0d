import { css } from 'lit';

export const receiptCardStyles = css`
  :host {
    display: block;
  }
  .card {
    margin-block: 12px;
    padding: 12px 16px 0;
    border: 1px solid var(--line);
    border-radius: 12px;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 600;
  }
  .deeds {
    display: flex;
    flex-wrap: wrap;
    column-gap: 16px;
  }
  .deeds .link {
    padding-inline: 0;
  }
`;
