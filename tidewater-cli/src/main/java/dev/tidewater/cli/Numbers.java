package dev.tidewater.cli;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of a command line. */
final class Numbers {
    private Numbers() {}

    static int integer(String text) {
        try {
            return Math.toIntExact(whole(text));
        } catch (ArithmeticException e) {
            throw new TypeConversionException("\"" + text + "\" is too large");
        }
    }

    static long whole(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is not a whole number");
        }
    }

    static double positive(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number) && number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException("\"" + text + "\" is not a number above 0");
    }

    /** @throws TidewaterException (USAGE) naming the option */
    static void requireAtLeast(long least, String option, long number) {
        if (number < least) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "option " + option + ": " + number + " is less than " + least,
                    "write a whole number from " + least);
        }
    }
}
