import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [tailwindcss(), sveltekit()],
	build: {
		// The content security policy lets fonts come from our own address only, so none is inlined as data:.
		assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined)
	}
});
