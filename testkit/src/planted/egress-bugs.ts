import type { PlantedBug } from './planted-bug.ts'

const PLACE = 'server/src/platform/egress/checked-place.ts'

/** Mistakes on the way out to hosts that people name. */
export const egressBugs: readonly PlantedBug[] = [
  {
    name: 'one address of a name that may be asked lets its others in',
    guard: 'egress',
    shows: /mixed\.test:\d+\/ was read/,
    edits: [{ file: PLACE, from: 'found.every(isAllowed)', to: 'found.some(isAllowed)' }],
  },
  {
    name: 'only names are checked, and addresses of numbers are asked',
    guard: 'egress',
    shows: /was read/,
    edits: [
      {
        file: PLACE,
        from: 'if (!found.every(isAllowed))',
        to: 'if (isIP(hostOf(url)) === 0 && !found.every(isAllowed))',
      },
    ],
  },
  {
    name: 'a redirect takes a name and a password along',
    guard: 'egress',
    shows: /redirect is checked anew/,
    edits: [
      {
        file: 'server/src/platform/egress/guarded-request.ts',
        from: "url = readAddress(response.headers.location ?? '', url)",
        to: "url = new URL(response.headers.location ?? '', url)",
      },
    ],
  },
  {
    name: 'addresses of IPv6 that carry one of this machine are public',
    guard: 'publicAddress',
    shows: /2002:7f00:1::/,
    edits: [{ file: 'server/src/platform/egress/public-address.ts', from: "  ['2002::', 16],\n", to: '' }],
  },
]
