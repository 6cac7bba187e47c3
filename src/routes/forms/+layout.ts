/* A stranger's page: a form, words and CSS, and no script at all. */
export const csr = false;
