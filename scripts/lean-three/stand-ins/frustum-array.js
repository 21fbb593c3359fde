/** A picture has one camera: what three's renderer keeps for those that have more. */
export class FrustumArray {}
