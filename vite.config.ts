import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false, base: '/assets/', worker: { format: 'es' },
  build: {
    outDir: 'dist/assets', emptyOutDir: true, manifest: 'manifest.json', assetsDir: '.', target: 'es2022', chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: { main: 'src/islands/main.ts', style: 'src/design/style.scss' } },
  },
  css: {
    lightningcss: { errorRecovery: true },
    preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } },
  },
})
