import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The built package is CommonJS, and is tested as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
  },
})
