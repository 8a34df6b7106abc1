/** Something that the person has to know and to do; its message is shown without a stack. */
export class LauncherFailure extends Error {
  constructor(message) {
    super(message)
    this.name = 'LauncherFailure'
  }
}
