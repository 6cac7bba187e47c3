/** How long an approval can be undone before anything leaves; the server's timings scale it in fault tests. */
export const holdSeconds = 10;
export const holdInWords = 'ten seconds';
