import { resolve } from 'node:path'
import mdx from '@astrojs/mdx'
import { defineConfig } from 'astro/config'
import { librariesAtRest, policyChunks } from './chunks.config.ts'
import { adoptAddresses, readSiteConfig } from './src/catalogue/read-site-config.ts'

adoptAddresses()

const base = (process.env.POLICYBOOK_BASE ?? '').replace(/\/+$/, '')

export default defineConfig({
  ...(process.env.POLICYBOOK_SITE ? { site: process.env.POLICYBOOK_SITE } : {}),
  base: base === '' ? '/' : base,
  // One file a page and no directory for each: half the inodes, and addresses without a trailing slash.
  build: { format: 'file', inlineStylesheets: 'never', concurrency: 16 },
  trailingSlash: 'never',
  // Astro's highlighter writes inline styles, which no page has.
  markdown: { syntaxHighlight: false },
  integrations: [mdx()],
  outDir: process.env.POLICYBOOK_OUT ?? 'dist',
  // A script that is inlined cannot be cached and needs a hash in a content security policy.
  vite: {
    build: { assetsInlineLimit: 0 },
    plugins: [librariesAtRest],
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: policyChunks } } } } } },
    // The host's own pages; a folder that is not there has none.
    resolve: { alias: { '@host-pages': readSiteConfig().pagesFolder ?? resolve('src/pages/pages/none') } },
  },
  devToolbar: { enabled: false },
})
