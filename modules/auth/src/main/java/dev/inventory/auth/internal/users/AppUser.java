package dev.inventory.auth.internal.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody, or some program, that may log in. */
@Entity
@Table(name = "app_user")
public class AppUser {

    /** Longest user name, first name or last name, in characters. */
    public static final int MAX_NAME = 150;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String username;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "first_name")
    private String firstName = "";

    @Column(name = "last_name")
    private String lastName = "";

    private String email = "";

    @Column(name = "is_staff")
    private boolean staff;

    @Column(name = "is_superuser")
    private boolean superuser;

    @Column(name = "is_active")
    private boolean active = true;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected AppUser() {}

    AppUser(String username, String passwordHash, Instant now) {
        this.username = username;
        this.passwordHash = passwordHash;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** The administrator of the first start, who may do all. */
    public static AppUser firstAdministrator(
            String username, String passwordHash, boolean mustChangePassword, Instant now) {
        AppUser user = new AppUser(username, passwordHash, now);
        user.staff = true;
        user.superuser = true;
        user.mustChangePassword = mustChangePassword;
        return user;
    }

    public long id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public boolean isSuperuser() {
        return superuser;
    }

    public boolean isStaff() {
        return staff;
    }

    public boolean isActive() {
        return active;
    }

    public boolean mustChangePassword() {
        return mustChangePassword;
    }

    long version() {
        return version;
    }

    String firstName() {
        return firstName;
    }

    String lastName() {
        return lastName;
    }

    String email() {
        return email;
    }

    /** Whether this is one of those of whom the last must stay. */
    boolean isActiveSuperuser() {
        return active && superuser;
    }

    void change(UserInput input, Instant now) {
        username = input.username();
        staff = input.isStaff();
        superuser = input.isSuperuser();
        active = input.isActive();
        changeProfile(new ProfileInput(input.firstName(), input.lastName(), input.email()), now);
    }

    void changeProfile(ProfileInput input, Instant now) {
        firstName = input.firstName();
        lastName = input.lastName();
        email = input.email();
        updatedAt = now;
    }

    /** The user has chosen a password. */
    void choosePassword(String hash, Instant now) {
        passwordHash = hash;
        mustChangePassword = false;
        updatedAt = now;
    }

    UserDetail detail() {
        return new UserDetail(id, username, firstName, lastName, email, staff, superuser, active);
    }

    /** The fields that the audit log compares; the password is not among them. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("username", username);
        fields.put("first_name", firstName);
        fields.put("last_name", lastName);
        fields.put("email", email);
        fields.put("is_staff", staff);
        fields.put("is_superuser", superuser);
        fields.put("is_active", active);
        return fields;
    }
}
