/**
 * {@code tidewater produce}: a file of records becomes records of a Kafka topic. The file is read twice where it can be:
 * once to check every record, once to send; so a broken file sends nothing. Memory does not grow with the file.
 */
@NullMarked
package dev.tidewater.engine.produce;

import org.jspecify.annotations.NullMarked;
