import { createAgentClient } from '@jawort/widget/core/agent-client';
import { browserHost } from '@jawort/widget/host';
import { httpApi } from './api/http-api.ts';
import './views/console.ts';

const console = document.querySelector('jawort-console');
if (console) {
  console.connect = () => createAgentClient(browserHost(location.origin));
  console.api = httpApi();
}
