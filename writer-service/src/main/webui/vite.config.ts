import { defineConfig, loadEnv } from 'vite';

// The services answer on another port while the page is developed with `npm run dev`.
const WRITER = 'http://localhost:8081';

export default defineConfig(({ mode }) => {
  const { WEBUI_OUT } = loadEnv(mode, '.', 'WEBUI_');
  return {
    build: {
      outDir: WEBUI_OUT ?? '../../../target/classes/META-INF/resources',
      emptyOutDir: true,
      // The Content-Security-Policy allows files of our own and nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { proxy: { '/api': WRITER } },
  };
});
