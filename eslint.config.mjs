import comments from '@eslint-community/eslint-plugin-eslint-comments/configs'
import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TYPESCRIPT = ['**/*.ts', '**/*.mts', '**/*.cts']
const ENTRIES = ['src/*.ts', 'src/*.mts']

/** Said of everything. */
const EVERYWHERE = [
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: name what is exported, and import it from where it is.',
  },
]

/** Node finds the files of a CommonJS package without an extension, but no other loader does. */
const FULL_SPECIFIERS = {
  selector:
    ':matches(ImportDeclaration, ExportNamedDeclaration)[source.value=/^\\.\\.?\\u002f(?!.*\\.(m?js|json)$)/]',
  message: 'A relative import ends in .js.',
}

/** Logic in an entry is logic that cannot be had without the entry's effects. */
const NO_LOGIC = {
  selector:
    ':matches(ClassDeclaration, IfStatement, SwitchStatement, TryStatement, ForStatement, ForOfStatement, WhileStatement)',
  message: 'An entry only re-exports: compose this in src/adapter.',
}

/** What is skipped proves nothing, and nobody notices. */
const NO_SKIPPED_TESTS = {
  selector:
    'MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name=/^(only|skip|skipIf|runIf|todo|fails)$/]',
  message: 'Nothing is skipped: make the test run everywhere, or remove it.',
}

export default defineConfig(
  { ignores: ['dist/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  comments.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'object-shorthand': 'error',
      'no-restricted-syntax': ['error', ...EVERYWHERE],
      // A rule is switched off for one line at most, and the line says why.
      '@eslint-community/eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      '@eslint-community/eslint-comments/no-use': [
        'error',
        { allow: ['eslint-disable-next-line', 'eslint-disable-line'] },
      ],
    },
  },

  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.mts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', ...EVERYWHERE, FULL_SPECIFIERS],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],

      // Numbers and booleans in a text are what they look like; anything else still has to be made a text.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `return decline(…)` in a function that returns nothing either: leaves, and says so in one line.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Where '' and false mean "nothing", as in Knex, `||` is the right word; where 0 could be lost it is not.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true }, ignoreBooleanCoercion: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'file', name: 'Decline' }] }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Loaded late on purpose, each in one place: .dependency-cruiser.cjs says which and where.
      '@typescript-eslint/no-require-imports': [
        'error',
        {
          allowAsImport: true,
          allow: [
            '^pino$',
            '^prom-client(/lib/(registry|cluster)\\.js)?$',
            '^@opentelemetry/api$',
            '/fast/engine\\.js$',
            '/telemetry\\.js$',
          ],
        },
      ],

      // `noUncheckedIndexedAccess` cannot know that a slot exists; `!` says that the author does. Costs nothing at run time.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Does not see what a call or an await in between has changed: every finding was wrong.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A function that does nothing is a word here: what a disabled log level is.
      '@typescript-eslint/no-empty-function': 'off',
      // In the hot path an index costs less than an iterator.
      '@typescript-eslint/prefer-for-of': 'off',
    },
  },

  {
    files: ['src/**/*.ts', 'src/**/*.mts'],
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ENTRIES,
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, FULL_SPECIFIERS, NO_LOGIC] },
  },
  {
    // Methods are taken off Knex's prototypes, compared and put back: that is this room's trade.
    files: ['src/knex/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Writes values into SQL exactly as Knex does, `[object Object]` included: parity is the point.
    files: ['src/fast/**/*.ts'],
    rules: { '@typescript-eslint/no-base-to-string': 'off' },
  },
  {
    // A row of an untyped query is `any` to Knex's users, and so it is here. Writing `any` oneself stays forbidden.
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Node types a pipe as a stream; that it is a socket is known to the one who opened it.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // The environment is a dictionary, and its keys are computed.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...EVERYWHERE, FULL_SPECIFIERS, NO_SKIPPED_TESTS],
      // Anything can be thrown, so everything is thrown at the code under test.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },

  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'URL', 'clearTimeout', 'console', 'process', 'setImmediate', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
  },
)
