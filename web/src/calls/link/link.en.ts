import type { LinkTexts } from './link.texts.ts'

export const en: LinkTexts = {
  saves: [
    '',
    'The link is weak: only who is large is shown.',
    'The link is weak: cameras are off, the screen and voices stay.',
  ],
  heldBack: 'The others do not see your camera meanwhile.',
  stop: 'Do not save',
  label: 'Save automatically when the link is weak',
  note: 'Cameras go first, the screen and voices stay. Everything comes back when the link is better.',
  trial: {
    start: 'Test the connection',
    running: 'Testing the connection…',
    good: 'The connection is good enough for a call.',
    reserve:
      'A call goes by the reserve way: the network does not let it through straight (UDP). If sound or pictures break off, ask whoever runs the network to open the ports of calls.',
    weak: 'The connection is weak: there may be no pictures, and sound will break off. Go closer to the router, stop downloads or take another network.',
    noMedia:
      'Sound and pictures do not come through this network. Take another one, a mobile one for example, or ask whoever runs this one to open the ports of calls.',
    noServer:
      'The server of calls does not answer. Check the internet and try again; if the site opens, tell the operator of Parta.',
    ways: { udp: 'Straight (UDP)', tcp: 'The reserve way (TCP)', relay: 'Through the relay (TURN)' },
    trip: (ms: number) => `${ms} ms there and back`,
    loss: (percent: number) => (percent === 0 ? 'nothing lost' : `${percent} % lost`),
  },
}
