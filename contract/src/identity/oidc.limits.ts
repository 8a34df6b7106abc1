export const CLIENT_NAME_MAX = 100
export const CLIENT_ADDRESSES_MAX = 10
export const CLIENT_ADDRESS_LENGTH_MAX = 500

/** What a client may ask for beside who somebody is; each names what the person is shown before it leaves. */
export const CLIENT_SCOPES = ['profile', 'birthdate', 'roles', 'link'] as const
export type ClientScope = (typeof CLIENT_SCOPES)[number]
