package dev.inventory.auth.internal.users;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users with the same rights: in one organization and below, or everywhere. */
@Entity
@Table(name = "user_group")
public class UserGroup {

    static final int MAX_NAME = 150;
    static final int MAX_USERS = 1_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @Column(name = "organization_id")
    private @Nullable Long organizationId;

    @ElementCollection
    @CollectionTable(name = "group_member", joinColumns = @JoinColumn(name = "group_id"))
    @Column(name = "user_id")
    private Set<Long> userIds = new HashSet<>();

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected UserGroup() {}

    UserGroup(GroupInput input, Instant now) {
        this.createdAt = now;
        change(input, now);
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    Long organizationId() {
        return organizationId;
    }

    List<Long> users() {
        return userIds.stream().sorted().toList();
    }

    long version() {
        return version;
    }

    final void change(GroupInput input, Instant now) {
        name = input.name();
        organizationId = input.organization();
        userIds.retainAll(input.users());
        userIds.addAll(input.users());
        updatedAt = now;
    }

    void drop(long userId, Instant now) {
        userIds.remove(userId);
        updatedAt = now;
    }

    GroupDetail detail() {
        return new GroupDetail(id, name, organizationId, users());
    }

    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("organization", organizationId);
        fields.put("users", users());
        return fields;
    }
}
