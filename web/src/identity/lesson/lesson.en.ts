export const en = {
  title: 'Signed in by a class card',
  text: (clock: string) =>
    `This ends by itself: at ${clock}, or when nobody touches the tablet for ten minutes. When you are done, press “Sign out”: no messages stay on the tablet. Password, name and privacy are not changed here.`,
}
