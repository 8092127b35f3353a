package dev.tidewater.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the fewest typing mistakes from the word (a letter missing, added, wrong, or two swapped), case
     * aside; empty if none is near enough to be worth proposing. Among equals the first by alphabet.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = wanted.length() <= 2 ? wanted.length() - 1 : Math.max(1, wanted.length() / 3);
        String best = "";
        int least = limit + 1;
        for (String candidate : new TreeSet<>(candidates)) {
            if (Math.abs(candidate.length() - wanted.length()) >= least) {
                continue;
            }
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= limit ? Optional.of(best) : Optional.empty();
    }

    /** Optimal string alignment: Levenshtein with swaps of neighbours. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
