package dev.swarmlog.coordinator.session.core.part;

import dev.swarmlog.coordinator.session.core.part.Member.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All who ever joined, in that order, which numbers them.
 *
 * @param numbers by id
 * @param present who is there, by role; under the empty role all of them
 */
public record Members(List<Member> all, Map<String, Integer> numbers, Map<String, Crowd> present) {
    public static final Members NOBODY = new Members(List.of(), Map.of(), Map.of());

    public static Members of(List<Member> all) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Crowd> present = new HashMap<>();
        for (int number = 0; number < all.size(); number++) {
            Member member = all.get(number);
            numbers.put(member.id(), number);
            if (member.isPresent()) {
                enter(present, member.role(), number);
            }
        }
        return new Members(all, numbers, present);
    }

    /** Who joins again keeps the number. */
    public Members joined(String id, String role, Life life) {
        int number = numbers.getOrDefault(id, all.size());
        List<Member> more = new ArrayList<>(all);
        Member member = new Member(id, role, life, Presence.HERE);
        if (number < all.size()) {
            more.set(number, member);
        } else {
            more.add(member);
        }
        Map<String, Integer> moreNumbers = new HashMap<>(numbers);
        moreNumbers.put(id, number);
        Map<String, Crowd> morePresent = new HashMap<>(present);
        enter(morePresent, role, number);
        return new Members(more, moreNumbers, morePresent);
    }

    /** There no more, of its own will or not. */
    public Members without(int number, Presence why) {
        List<Member> fewer = new ArrayList<>(all);
        fewer.set(number, all.get(number).now(why));
        Map<String, Crowd> stayed = new HashMap<>(present);
        stayed.replaceAll((role, crowd) -> crowd.without(number));
        return new Members(fewer, numbers, stayed);
    }

    private static void enter(Map<String, Crowd> present, String role, int number) {
        present.merge(role, Crowd.NOBODY.with(number), (crowd, one) -> crowd.with(number));
        if (!role.isEmpty()) {
            present.merge("", Crowd.NOBODY.with(number), (crowd, one) -> crowd.with(number));
        }
    }

    /** Negative for somebody who never joined. */
    public int number(String id) {
        return numbers.getOrDefault(id, -1);
    }

    /** Joined, and neither left nor was lost. */
    public boolean isPresent(String id) {
        int number = number(id);
        return number >= 0 && all.get(number).isPresent();
    }

    /** Who of a role is there; of the empty one, all. */
    public Crowd present(String role) {
        return present.getOrDefault(role, Crowd.NOBODY);
    }

    /** How many are there with just this role. */
    public int taken(String role) {
        return (int) all.stream()
                .filter(member -> member.isPresent() && member.role().equals(role))
                .count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Members members && all.equals(members.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }
}
