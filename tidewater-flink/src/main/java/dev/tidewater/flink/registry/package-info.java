/** A schema registry, by the API of Confluent's, as Flink's processes and the catalog of topics ask it. */
@NullMarked
package dev.tidewater.flink.registry;

import org.jspecify.annotations.NullMarked;
