import tseslint from 'typescript-eslint';
import { all, allowed, frameworkFree, pure } from './boundaries.mjs';

const spec = ['**/*.spec.ts', '**/testing/**', '**/testing.ts'];

const boundaries = Object.entries(allowed).map(([path, names]) => ({
  files: [`${path}/src/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@sanban/(${all.filter((name) => !names.includes(name)).join('|')})(/|$)`,
            message: `${path} may import only: ${names.join(', ') || 'none of our packages'} (.config/boundaries.mjs).`,
          },
          { regex: '(^|/)(apps|libs)/[a-z-]+/', message: 'Import a package by its name, not by its path.' },
          ...(frameworkFree.includes(path)
            ? [{ regex: '^(@nestjs/|typeorm$|rxjs)', message: `${path} knows no framework.` }]
            : []),
          ...(pure.includes(path)
            ? [{ regex: '^(node:|pg$|fs$|crypto$|zod$)', message: `${path} is pure: no I/O, no random.` }]
            : []),
        ],
      },
    ],
  },
}));

/** Tests may use what the code under test may not: a database of their own, files. */
const testBoundaries = {
  files: spec.map((pattern) => pattern),
  rules: { '@typescript-eslint/no-restricted-imports': 'off' },
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**', '.nx/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // No clock and no random inside: both come in with the command.
    files: pure.map((path) => `${path}/src/**/*.ts`),
    ignores: spec,
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'crypto', 'process', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random' },
        { object: 'Date', property: 'now' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The present comes in with the command.',
        },
      ],
    },
  },
  ...boundaries,
  testBoundaries,
  {
    files: spec,
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
