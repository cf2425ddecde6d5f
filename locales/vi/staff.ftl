### Signing in and the frame of the staff pages.

staff-sign-in-title = Đăng nhập
staff-sign-in-intro = Dành cho nhân viên của trung tâm y tế.
staff-email = Địa chỉ email
staff-password = Mật khẩu
staff-sign-in = Đăng nhập
staff-sign-out = Đăng xuất
staff-sign-in-wrong = Email hoặc mật khẩu không đúng. Vui lòng kiểm tra lại cả hai rồi thử lại.
staff-sign-in-wait = Đã có nhiều lần nhập sai. Vui lòng chờ rồi thử lại. Số giây cần chờ: { $seconds }
staff-sign-in-note = Bạn sẽ được đăng xuất sau 15 phút không hoạt động.
staff-skip = Đến nội dung chính
staff-nav = Trang dành cho nhân viên
staff-nav-priorities = Điều gì quan trọng nhất?
staff-nav-backlog = Chúng ta đang làm gì?
staff-nav-heard = Trang công khai
staff-menu = Trình đơn
staff-signed-in-as = Đang đăng nhập:
staff-group-listen = Lắng nghe
staff-group-decide = Quyết định
staff-group-look-after = Chăm lo
staff-nav-home = Mọi việc thế nào?
staff-undo = Hoàn tác
staff-pages = Các trang khác
staff-page-previous = Trang trước
staff-page-next = Trang sau
