import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const folders = ['bench', 'prisma', 'sandbox', 'scripts', 'worker'];

/**
 * One tsconfig.json for the editor and ESLint, also outside src.
 * @param {{ include: string[] }} config
 */
function withFoldersBesideSrc(config) {
	config.include.push('../*.config.ts', ...folders.map((folder) => `../${folder}/**/*.ts`));
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		typescript: { config: withFoldersBesideSrc },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// bits-ui and Svelte's `style:` position things by style attributes, also in server-rendered HTML.
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
