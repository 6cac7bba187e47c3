import { expect, test } from 'vitest';
import { openStep } from './steps.ts';

const fresh = { about: '', hired: false, role: null };
const told = { ...fresh, about: 'We make chairs.' };
const hired = { ...told, hired: true };

test.each([
	['starts with the business', null, fresh, 'business'],
	['goes on with the role once the business is known', null, told, 'role'],
	['goes on with the first work once somebody is hired', null, hired, 'agent'],
	['lets a person go back', 'business', hired, 'business'],
	['needs a role before the first work', 'agent', told, 'role'],
	['keeps a chosen role over a reload', 'agent', { ...told, role: 'bookkeeping' }, 'agent'],
	['knows no other steps', 'nonsense', fresh, 'business']
] as const)('%s', (_, wanted, known, step) => {
	expect(openStep(wanted, known)).toBe(step);
});
