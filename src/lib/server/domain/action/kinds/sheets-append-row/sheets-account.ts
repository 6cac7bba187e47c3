import { googleAccount } from '../../../connection/connect.ts';

/** A connection with the permission for Google Sheets. */
export const sheetsAccount = googleAccount('sheets');
