/* These pages ship no script at all: what they do, links, forms and CSS do. */
export const csr = false;
