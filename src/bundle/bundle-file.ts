/** One file of a bundle. */
export interface BundleFile {
  /** Path inside the bundle, with slashes. */
  path: string
  /** Unix permissions. */
  mode: number
  content: Text | Copy
}

interface Text {
  text: string
}

/** A file too large for memory. */
interface Copy {
  /** Where it lies. */
  from: string
  /** Bytes */
  size: number
}

/** Bytes written so far of a large file. */
export type Written = (bytes: number) => void
