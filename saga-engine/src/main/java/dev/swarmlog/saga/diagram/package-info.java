/**
 * A saga as a picture: its steps as boxes in the colour of their state, with arrows to what comes after them. Pure.
 *
 * <p>{@code Layers} finds the places as Sugiyama, Tagawa and Toda do (1981): each step one layer behind the last of those
 * before it, an arrow over several layers bent at each, the order within a layer by the mean place of the neighbours, and
 * the places then drawn towards them. Steps are sorted by what comes before what already, so no cycles need be broken.
 */
@NullMarked
package dev.swarmlog.saga.diagram;

import org.jspecify.annotations.NullMarked;
