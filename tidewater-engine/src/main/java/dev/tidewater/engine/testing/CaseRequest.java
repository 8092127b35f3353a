package dev.tidewater.engine.testing;

/**
 * Asks for one case to be run in one way.
 *
 * @param file of the case, as the user named it
 * @param folder of the file, absolute
 * @param text of the file
 * @param name of the case
 * @param seed of whatever is left to chance
 */
public record CaseRequest(
        String file, String folder, String text, String name, Variation variation, long seed, Afterwards afterwards) {
    /** What becomes of the topics and tables of the case. */
    public enum Afterwards {
        REMOVE,
        KEEP
    }
}
