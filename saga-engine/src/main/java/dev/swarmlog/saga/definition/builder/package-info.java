/**
 * Definitions in Java. What is built is a document like any other: {@link
 * dev.swarmlog.saga.definition.builder.SagaBuilder#toYaml()} is what a person could have written, and it is validated as if
 * one had; so there is one format, one model and one set of rules.
 *
 * <pre>
 *   SagaBuilder.saga("order", "1.0.0")
 *       .step("reserve", Steps.task("stock.reserve", "^1").input(Map.of("order", "${input.orderId}"))
 *           .compensate(Undo.by("stock.release")))
 *       .step("ship", Steps.task("parcels.ship").after("reserve").timeout(Duration.ofMinutes(5)))
 *       .build(new Definitions());
 * </pre>
 *
 * <p>Builders are mutable and for one thread. Each kind of step offers the fields that it has and no others.
 */
@NullMarked
package dev.swarmlog.saga.definition.builder;

import org.jspecify.annotations.NullMarked;
