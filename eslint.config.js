import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const COMPONENTS = ['widget/**/*.ts', 'console/**/*.ts'];
const TESTS = ['**/*.test.ts', 'test/**/*.ts'];

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };

const noClock = [
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.object.name='performance'][callee.property.name='now']",
  "CallExpression[callee.object.name='process'][callee.property.name='hrtime']",
  "CallExpression[callee.object.property.name='hrtime'][callee.property.name='bigint']",
].map((selector) => ({ selector, message: 'Take the time from a Clock.' }));

const noChance = [
  "CallExpression[callee.name='randomUUID']",
  "CallExpression[callee.property.name='randomUUID']",
  "CallExpression[callee.object.name='Math'][callee.property.name='random']",
].map((selector) => ({ selector, message: 'Take ids from an Ids port.' }));

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'data/', '.cache/']),
  {
    files: ['**/*.ts', 'setup/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // A tsconfig per folder serves the editor and this linter; shared has a second one, for its tests alone.
    files: ['shared/**/*.test.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'shared/tsconfig.test.json' } },
  },
  {
    files: ['shared/**/*.ts', 'server/{conversation,routing,consent,recording,archive}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...noClock, ...noChance] },
  },
  { files: [...TESTS, 'setup/*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: TESTS,
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'node:timers/promises', importNames: ['setTimeout'], message: 'Wait for an event instead.' },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['after', 'before', 'describe', 'it', 'suite', 'test'],
            },
          ],
        },
      ],
    },
  },
  {
    files: COMPONENTS,
    extends: [
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    rules: {
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      // Lit binds the listeners of its templates to their element.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // What esbuild hands to a plugin are plain functions.
    files: ['setup/bundle/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['widget/**/*.test.ts', 'console/**/*.test.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
