import { repositoryBundles } from './bundles.ts';

await repositoryBundles.build();
