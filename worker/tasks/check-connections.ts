import { checkConnection, checkConnections } from '#server/domain/integration/check-connection.ts';
import type { JobHandler } from '../handler.ts';

export const checkConnectionsTask: JobHandler<'check-connections'> = ({ app }) => checkConnections(app);

export const checkConnectionTask: JobHandler<'check-connection'> = ({ app }, { workspaceId }) =>
	checkConnection(app, workspaceId);
