/** The package comes without types, and those of others describe a marked of years ago. */
declare module 'marked-terminal' {
  export function markedTerminal(options: {
    width?: number
    reflowText?: boolean
    tab?: number
    showSectionPrefix?: boolean
  }): import('marked').MarkedExtension
}
