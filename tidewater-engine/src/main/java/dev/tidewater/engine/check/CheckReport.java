package dev.tidewater.engine.check;

import dev.tidewater.model.Finding;
import java.util.List;

/**
 * What is wrong with scripts.
 *
 * @param findings in the order of files and lines
 */
public record CheckReport(List<CheckedFile> files, List<Finding> findings) {
    /**
     * A file that was checked.
     *
     * @param file as the user named it
     * @param text of it
     * @param fixed the text with what can be mended mechanically; the text itself if there is nothing of that kind
     * @param fixes how many findings that mends
     * @param plans drawn for people, one an INSERT, in order
     */
    public record CheckedFile(String file, String text, String fixed, int fixes, List<String> plans) {
        public CheckedFile {
            plans = List.copyOf(plans);
        }
    }

    public CheckReport {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /** Whether no finding is an error. */
    public boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.level() == Finding.Level.ERROR);
    }
}
