/** What an outside system may do in its own name, without any person. */
export const SYSTEM_SCOPES = ['connector:facts', 'connector:links', 'connector:read', 'connector:absences'] as const
export type SystemScope = (typeof SYSTEM_SCOPES)[number]
