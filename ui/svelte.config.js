import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  vitePlugin: { dynamicCompileOptions: ({ filename }) => (filename.includes('node_modules') ? { runes: undefined } : undefined) },
  // A warning of the compiler is an error: most of them are about accessibility.
  onwarn(warning, handler) {
    if (warning.filename?.includes('node_modules')) return handler(warning);
    throw new Error(`${warning.filename ?? 'ui'}: ${warning.code}: ${warning.message}`);
  }
};
