COPY public.auth_user (id, username, password, email, is_staff, date_joined) FROM stdin;
1	ewaldt	⟦password-hash#ewaldt:pbkdf2_sha256$600000$9rpxP2htbvDAuCoyp9iZIa$bkYJP5B8NtDxTH1emfLENJ9LuePfX6clsZ0oIGUVHZ5=⟧	⟦email#ewaldt:ewald.toft@havnen.example⟧	t	⟦none:2023-02-01 08:00:12.114203+00⟧
2	mirelap	⟦password-hash#mirelap:pbkdf2_sha256$600000$IWCgnnU5mbhhqFtXXFa9oU$Ivd9toddOJ8Dvpi1OBjbdpHxHgNbyAP0X2+203dczcY=⟧	⟦email#mirelap:mirela.popa@havnen.example⟧	f	⟦none:2023-02-03 10:41:55.902114+00⟧
3	drk	⟦password-hash#drk:argon2$argon2id$v=19$m=102400,t=2,p=8$EO6UfB4Rz+Zjp1RnR9zU7q$WYy4xsQWlWeRgvd5jHSgYKEUqGFwnPNA77ibJIP8th3⟧	⟦email#drk:dirk@havnen.example⟧	f	⟦none:2023-03-17 15:02:41.000317+00⟧
\.
