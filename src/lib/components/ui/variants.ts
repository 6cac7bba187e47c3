/*
 * The variants of controls as data. `tailwind-variants/lite` merges nothing (the merge table is 9 KB on every page),
 * so a `class` given to a component is for its place in the layout, not for overruling its looks.
 */
import { tv, type VariantProps } from 'tailwind-variants/lite';

export const button = tv({
	base: 'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-sm border font-medium whitespace-nowrap select-none transition-[background-color,border-color,color,transform] duration-[120ms] active:translate-y-px disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
	variants: {
		variant: {
			primary:
				'border-accent bg-accent text-accent-ink shadow-low hover:border-accent-strong hover:bg-accent-strong',
			secondary:
				'border-line-strong bg-surface text-ink shadow-low hover:border-line-control hover:bg-[color-mix(in_srgb,var(--surface),var(--ink)_3%)]',
			quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
			danger:
				'border-failed bg-failed text-failed-ink shadow-low hover:border-failed-strong hover:bg-failed-strong'
		},
		size: {
			sm: 'h-8 px-3 text-sm touch:h-11 touch:px-4 touch:text-base',
			md: 'h-9 px-3.5 text-base touch:h-11 touch:px-4',
			lg: 'h-11 px-5 text-lg'
		},
		icon: { true: 'aspect-square px-0! text-base' },
		wide: { true: 'w-full' }
	},
	defaultVariants: { variant: 'secondary', size: 'md' }
});
export type ButtonVariant = NonNullable<VariantProps<typeof button>['variant']>;
export type ButtonSize = NonNullable<VariantProps<typeof button>['size']>;

/** What input, textarea and select share. */
export const control = tv({
	base: 'block w-full min-w-0 rounded-sm border border-line-control bg-surface px-3 text-base text-ink shadow-low transition-[border-color,box-shadow] duration-[120ms] placeholder:text-ink-3 hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 disabled:shadow-none aria-invalid:border-failed aria-invalid:focus:outline-failed',
	variants: {
		size: { sm: 'h-8 touch:h-11', md: 'h-9 touch:h-11', text: 'min-h-20 resize-none py-2 leading-[22px]' }
	},
	defaultVariants: { size: 'md' }
});

export type Tone = 'neutral' | 'waiting' | 'running' | 'done' | 'failed';

export const badge = tv({
	base: 'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-semibold whitespace-nowrap',
	variants: {
		tone: {
			neutral: 'bg-sunken text-ink-2 ring-1 ring-line ring-inset',
			waiting: 'bg-waiting-soft text-waiting',
			running: 'bg-running-soft text-running',
			done: 'bg-done-soft text-done',
			failed: 'bg-failed-soft text-failed'
		}
	},
	defaultVariants: { tone: 'neutral' }
});

/** The floating surfaces: menus, tooltips, dialogs. */
export const floating = 'border border-line bg-surface text-ink shadow-high outline-none';
export const menuItem =
	'flex h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2.5 text-sm text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover touch:h-11 touch:text-base [&_svg]:size-4 [&_svg]:text-ink-3';
